# Weir in a container: glibc (the embedded database needs it), an init that reaps, and no root.
FROM node:22-bookworm-slim AS build
WORKDIR /weir
COPY . .
# No package runs a script of its own here, and of what was installed only what runs is left.
RUN npm ci --ignore-scripts && npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner=node --group=node --mode=0700 /data
COPY --from=build /weir/package.json /weir/package.json
COPY --from=build /weir/node_modules /weir/node_modules
COPY --from=build /weir/dist /weir/dist
USER node
WORKDIR /data
VOLUME /data
EXPOSE 7400
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:7400/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "/weir/dist/src/main.js"]
# The contract is /data/weir.yaml; without a DATABASE_URL the database lies in /data as well.
CMD ["up", "--host", "0.0.0.0", "--data", "/data/.weir"]
