# One image for every service and every malbild command: `docker run IMAGE serve streams`.
# The build and runtime images can be replaced: they must be a JDK, 17 or later, and a Java runtime with bash.
ARG BUILD_IMAGE=eclipse-temurin:17.0.16_8-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:17.0.16_8-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
# Copies the jars under their own names, without the registry that `malbild demo` includes.
RUN ./mvnw -q -B -DskipTests -Dregistry.skip=true -pl cli -am package \
 && mkdir /app \
 && cp cli/target/cli.jar /app/ \
 && tr ':' '\n' < cli/target/dependencies.classpath | xargs -I{} cp {} /app/ \
 && chmod -R a+rX /app cli/target/bom.json

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="Målbild" org.opencontainers.image.licenses="Apache-2.0"
COPY ops/container/healthy /usr/local/bin/healthy
COPY --from=build /app /app
# The software bill of materials, in CycloneDX format.
COPY --from=build /src/cli/target/bom.json /bom.json
RUN mkdir /state /tokens && chown 10001:10001 /state /tokens && chmod 755 /usr/local/bin/healthy
ENV LANG=C.UTF-8 MALBILD_HOST=0.0.0.0 MALBILD_LOG=json MALBILD_STATE=/state
# The only directory it writes to, apart from /tmp, where native libraries are unpacked: mount /tmp with exec.
VOLUME /state
WORKDIR /state
USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-Dstdout.encoding=UTF-8", \
            "-Dstderr.encoding=UTF-8", "-Djava.awt.headless=true", "-cp", "/app/*", "se.malbild.cli.Malbild"]
