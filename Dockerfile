# The whole desk in one container: pages, API and embedded store. Nothing in it runs as root, and only /data is written.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --loglevel=error
COPY tsconfig.json ./
COPY src src
COPY flows flows
RUN npx tsc -p tsconfig.json && npm prune --omit=dev --loglevel=error
# docker build --build-arg WECHATY=yes: with what connects a personal WeChat account (170 MB), docs/channels/wechaty.md.
ARG WECHATY=no
RUN if [ "$WECHATY" = yes ]; then npm ci --omit=dev --loglevel=error --prefix src/channels/wechaty; fi

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA=/data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY src/console/assets src/console/assets
COPY src/demo/cases.dialogue src/demo/cases.dialogue
COPY --from=build /app/src/channels/wechaty src/channels/wechaty
COPY flows flows
COPY config config
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD node -e "fetch('http://127.0.0.1:'+process.env.PORT+'/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
CMD ["node", "--max-semi-space-size=64", "--no-allocation-site-pretenuring", "dist/src/main.js"]
