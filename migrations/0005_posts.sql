CREATE TABLE "posts" (
	"key" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"model" text NOT NULL,
	"day" bigint NOT NULL,
	"how" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "posts_by_day" ON "posts" USING btree ("channel","day");