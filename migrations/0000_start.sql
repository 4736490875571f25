CREATE SEQUENCE "public"."cycle_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 101 CACHE 1;--> statement-breakpoint
CREATE TABLE "answers" (
	"stream" text NOT NULL,
	"cause" text NOT NULL,
	"answer" jsonb NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "answers_stream_cause_pk" PRIMARY KEY("stream","cause")
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"key" text NOT NULL,
	"surface" text NOT NULL,
	"channel" text NOT NULL,
	"ref" text,
	"card" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"revision" integer NOT NULL,
	"posted_at" bigint NOT NULL,
	"edited_at" bigint NOT NULL,
	"position" bigserial NOT NULL,
	CONSTRAINT "cards_key_surface_channel_pk" PRIMARY KEY("key","surface","channel")
);
--> statement-breakpoint
CREATE TABLE "checks" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"model" text NOT NULL,
	"monitor" text NOT NULL,
	"config_hash" text NOT NULL,
	"window_from" bigint NOT NULL,
	"window_to" bigint NOT NULL,
	"revision" integer NOT NULL,
	"version" text,
	"at" bigint NOT NULL,
	"verdict" text NOT NULL,
	"findings" jsonb NOT NULL,
	"elapsed_ms" integer NOT NULL,
	CONSTRAINT "one_check" UNIQUE("model","monitor","config_hash","window_from","window_to","revision")
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"id" integer PRIMARY KEY NOT NULL,
	"offset_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "episodes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"model" text NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "events" (
	"stream" text NOT NULL,
	"seq" integer NOT NULL,
	"position" bigserial NOT NULL,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"at" bigint NOT NULL,
	"by" text,
	"model" text,
	"cause" text NOT NULL,
	"hash" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "events_stream_seq_pk" PRIMARY KEY("stream","seq")
);
--> statement-breakpoint
CREATE TABLE "frozen" (
	"model" text NOT NULL,
	"version" text NOT NULL,
	"monitor" text NOT NULL,
	"config_hash" text NOT NULL,
	"body" "bytea" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "frozen_model_version_monitor_config_hash_pk" PRIMARY KEY("model","version","monitor","config_hash")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"lane" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"effect" jsonb NOT NULL,
	"due_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"key" text PRIMARY KEY NOT NULL,
	"next_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schema_info" (
	"id" integer PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"min_reader" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"number" serial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"heads" jsonb NOT NULL,
	"events" integer NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "streams" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"model" text,
	"seq" integer NOT NULL,
	"head" text NOT NULL,
	"state" jsonb,
	"open" boolean DEFAULT false NOT NULL,
	"forward" boolean DEFAULT false NOT NULL,
	"deadline" bigint,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "versions" (
	"model" text NOT NULL,
	"id" text NOT NULL,
	"body" jsonb NOT NULL,
	"role" text,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "versions_model_id_pk" PRIMARY KEY("model","id")
);
--> statement-breakpoint
CREATE INDEX "cards_by_channel" ON "cards" USING btree ("channel","position");--> statement-breakpoint
CREATE INDEX "checks_newest" ON "checks" USING btree ("model","monitor","window_to","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_episode" ON "episodes" USING btree ("model") WHERE "episodes"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "events_by_position" ON "events" USING btree ("position");--> statement-breakpoint
CREATE INDEX "events_by_model" ON "events" USING btree ("model","position");--> statement-breakpoint
CREATE INDEX "events_by_time" ON "events" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_unclaimed_effect" ON "outbox" USING btree ("key") WHERE "outbox"."attempts" = 0;--> statement-breakpoint
CREATE INDEX "outbox_by_lane" ON "outbox" USING btree ("lane","id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "schedules_due" ON "schedules" USING btree ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_forward_cycle" ON "streams" USING btree ("model") WHERE "streams"."forward";--> statement-breakpoint
CREATE INDEX "streams_by_model" ON "streams" USING btree ("model","kind");--> statement-breakpoint
CREATE INDEX "streams_due" ON "streams" USING btree ("deadline") WHERE "streams"."deadline" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_champion" ON "versions" USING btree ("model") WHERE "versions"."role" = 'champion';--> statement-breakpoint
INSERT INTO "schema_info" ("id", "version", "min_reader") VALUES (1, 1, 1);
--> statement-breakpoint
INSERT INTO "clock" ("id", "offset_ms") VALUES (1, 0);
