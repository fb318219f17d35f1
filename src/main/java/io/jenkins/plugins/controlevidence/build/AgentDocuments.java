package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.CommitsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves documents between an agent and the store, as streams: the controller never holds one as a whole. What it reads of one
 * again it reads from the store, bounded by what it has let in.
 */
final class AgentDocuments {
    /** A findings or commits document longer than this is not taken: its content has to fit into memory. */
    static final long MAX_READ_BYTES = 128L << 20;

    /** A report longer than this is not taken. */
    static final long MAX_REPORT_BYTES = 1L << 30;

    private AgentDocuments() {}

    /**
     * Keeps a document of an agent.
     *
     * @param name what it is to the record that will name it
     * @param document what the agent says of it
     * @param directory where it lies on the agent
     * @param limit most bytes it may have
     * @return what the record has to say of it
     * @throws IOException if it is too long, is not what the agent said, or cannot be read or kept
     */
    static ArtefactReference keep(Store store, String name, AgentDocument document, FilePath directory, long limit)
            throws IOException, InterruptedException {
        if (document.size() > limit) {
            throw new IOException("The agent's document '" + name + "' has " + document.size() + " bytes; at most "
                    + limit + " are taken. Narrow down what the tool looks at.");
        }
        ArtefactReference kept;
        try (InputStream from = directory.child(document.file()).read()) {
            kept = store.artefacts().put(name, document.mediaType(), to -> {
                byte[] buffer = new byte[1 << 16];
                long copied = 0;
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                    copied += read;
                    if (copied > document.size()) {
                        throw new IOException(
                                "The agent's document '" + name + "' grew while it was read. Scan again.");
                    }
                    to.write(buffer, 0, read);
                }
            });
        }
        if (!document.isKeptAs(kept)) {
            throw new IOException(
                    "The agent's document '" + name + "' did not arrive as the agent had written it. Scan again.");
        }
        return kept;
    }

    /**
     * Brings an artefact to an agent.
     *
     * @param artefact which
     * @param file where to
     * @throws IOException if it is missing or damaged, or cannot be written
     */
    static void send(Store store, ArtefactReference artefact, FilePath file) throws IOException, InterruptedException {
        try (InputStream from = store.artefacts().open(artefact)) {
            file.copyFrom(from);
        }
    }

    /** The commits of a commits document in the store. */
    static List<Commit> commits(Store store, ArtefactReference document) throws IOException {
        List<Commit> commits = new ArrayList<>();
        try (InputStream from = store.artefacts().open(document)) {
            CommitsDocument.read(from, commits::add);
        }
        return commits;
    }

    /**
     * What a findings document says.
     *
     * @param comparison the findings by how they stand to the baseline
     * @param components the inventory
     */
    record Findings(Comparison comparison, List<Component> components) {
        /** Found now: the new and the known. */
        List<Finding> now() {
            List<Finding> now = new ArrayList<>(comparison.added());
            now.addAll(comparison.known());
            return now;
        }
    }

    /** The findings of a findings document in the store; none for a scan that left no document. */
    static Findings findings(Store store, @CheckForNull ArtefactReference document) throws IOException {
        List<Finding> added = new ArrayList<>();
        List<Finding> known = new ArrayList<>();
        List<Finding> fixed = new ArrayList<>();
        List<Component> components = new ArrayList<>();
        if (document != null) {
            try (InputStream from = store.artefacts().open(document)) {
                FindingsDocument.read(from, new FindingsDocument.Visitor() {
                    @Override
                    public void finding(FindingsDocument.State state, Finding finding) {
                        switch (state) {
                            case NEW -> added.add(finding);
                            case KNOWN -> known.add(finding);
                            case FIXED -> fixed.add(finding);
                        }
                    }

                    @Override
                    public void component(Component component) {
                        components.add(component);
                    }
                });
            }
        }
        return new Findings(new Comparison(added, known, fixed), components);
    }
}
