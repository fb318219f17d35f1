package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;

/** An artefact of the store, as a build remembers it. Kept in {@code build.xml}. */
final class ArtefactSummary {
    private final String name;
    private final String mediaType;
    private final String sha256;
    private final long size;

    ArtefactSummary(ArtefactReference artefact) {
        name = artefact.name();
        mediaType = artefact.mediaType();
        sha256 = artefact.sha256();
        size = artefact.size();
    }

    ArtefactReference reference() {
        return new ArtefactReference(name, mediaType, sha256, size);
    }
}
