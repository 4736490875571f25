ALTER TABLE "registered" ALTER COLUMN "answered_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "registered" ALTER COLUMN "answered_at" DROP NOT NULL;