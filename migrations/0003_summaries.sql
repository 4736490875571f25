CREATE TABLE "summaries" (
	"source" text NOT NULL,
	"version" text NOT NULL,
	"column_name" text NOT NULL,
	"layout" text NOT NULL,
	"chunk_from" bigint NOT NULL,
	"chunk_to" bigint NOT NULL,
	"stamp" text NOT NULL,
	"seen_at" bigint NOT NULL,
	"body" "bytea" NOT NULL,
	CONSTRAINT "one_summary" PRIMARY KEY("source","version","layout","column_name","chunk_from","chunk_to")
);
--> statement-breakpoint
CREATE INDEX "summaries_by_age" ON "summaries" USING btree ("source","chunk_to");