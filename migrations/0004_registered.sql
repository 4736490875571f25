CREATE TABLE "registered" (
	"model" text PRIMARY KEY NOT NULL,
	"registry" text NOT NULL,
	"revision" integer NOT NULL,
	"champion" text,
	"challengers" jsonb NOT NULL,
	"versions" jsonb NOT NULL,
	"resolved" jsonb NOT NULL,
	"since" bigint,
	"outside" jsonb,
	"problem" text,
	"looked_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"answered_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"described_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
-- The watch over each registry does this now.
DELETE FROM "outbox" WHERE "kind" = 'observe_champion';
