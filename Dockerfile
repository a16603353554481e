# syntax=docker/dockerfile:1
FROM swift:6.3-bookworm AS build
WORKDIR /src
COPY scripts/bootstrap scripts/
RUN scripts/bootstrap && rm -rf /var/lib/apt/lists/*
COPY Package.swift ./
COPY Sources Sources
# SwiftPM wants the folders of the test targets to be there, even when it does not build them.
COPY Tests Tests
RUN swift build -c release --product legtriage --static-swift-stdlib \
    && install -D --strip "$(swift build -c release --show-bin-path)/legtriage" /out/legtriage

FROM debian:bookworm-slim
# The libraries the program is linked to, by Debian's names; unpinned on purpose: security updates come with a rebuild.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates librdkafka1 libsimdjson14 libsodium23 libstdc++6 libyaml-0-2 libzstd1 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin legtriage
COPY --from=build /out/legtriage /usr/bin/legtriage
COPY config /usr/share/legtriage/config
# Relative paths in the settings ("config/rulesets/leg") mean the ones in the image.
WORKDIR /usr/share/legtriage
USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/legtriage"]
CMD ["run"]
