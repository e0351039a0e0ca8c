# The service alone: its PostgreSQL is another container (docker-compose.yml) or one of your own (DATABASE_URL).
FROM node:24-slim AS build
WORKDIR /ormee
COPY package.json package-lock.json ./
RUN npm ci --include=dev --omit=optional --no-audit --no-fund
COPY . .
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json && npm prune --omit=dev --omit=optional

FROM node:24-slim
WORKDIR /ormee
COPY --from=build /ormee/package.json ./
COPY --from=build /ormee/node_modules ./node_modules
COPY --from=build /ormee/dist ./dist
# Signing keys are made here at the first start and stay in the volume.
RUN install -d -o node -g node -m 0700 /data
VOLUME /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data DEMO=0
USER node
EXPOSE 3000
CMD ["node", "dist/src/main.js"]
