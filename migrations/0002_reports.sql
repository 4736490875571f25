CREATE TABLE "reports" (
	"backend" text NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"run" text,
	"key" text,
	"body" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "reports_backend_kind_id_pk" PRIMARY KEY("backend","kind","id")
);
--> statement-breakpoint
CREATE INDEX "reports_by_run" ON "reports" USING btree ("backend","run");--> statement-breakpoint
CREATE INDEX "reports_by_key" ON "reports" USING btree ("backend","key");