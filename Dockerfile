# Stage 1: everything, to compile. Stage 2: only what runs, as a user without rights.
FROM node:24-slim AS build
WORKDIR /steward
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
# For the backend `dvc`: git, and what it needs to speak https and ssh.
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates openssh-client && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production STEWARD_HOST=0.0.0.0 STEWARD_HOME=/var/lib/steward
WORKDIR /steward
COPY --from=build /steward/package.json ./
COPY --from=build /steward/node_modules ./node_modules
COPY --from=build /steward/dist ./dist
COPY --from=build /steward/migrations ./migrations
COPY --from=build /steward/src/cli/steward.js ./src/cli/steward.js
RUN mkdir -p /var/lib/steward && chown node:node /var/lib/steward
USER node
VOLUME /var/lib/steward
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.STEWARD_PORT||8080)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "src/cli/steward.js"]
CMD ["start"]
