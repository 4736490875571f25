CREATE TABLE "accounts" (
	"surface" text NOT NULL,
	"account" text NOT NULL,
	"name" text NOT NULL,
	"groups" jsonb NOT NULL,
	"active" boolean NOT NULL,
	"seen_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "accounts_surface_account_pk" PRIMARY KEY("surface","account")
);
--> statement-breakpoint
CREATE TABLE "remembered" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
