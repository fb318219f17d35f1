package io.jenkins.plugins.controlevidence.engine.report.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.InclusionProof;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Checks records by their proofs and a checkpoint alone, as someone does who has nothing else. */
final class ProofCheck {
    /** An entry of a ledger is shorter, and a proof has 64 hashes at most. */
    private static final int MAX_LINE = 1 << 16;

    private ProofCheck() {}

    /** How many records are in the ledger by their proofs; an exception if one is not, or one of them has no proof. */
    static long run(Path envelopes, Path proofs, Checkpoint checkpoint) throws IOException {
        long count = 0;
        try (InputStream records = new BufferedInputStream(Files.newInputStream(envelopes));
                InputStream lines = new BufferedInputStream(Files.newInputStream(proofs))) {
            byte[] envelope = line(records);
            while (envelope != null) {
                byte[] line = line(lines);
                if (line == null) {
                    throw new EvidenceException(
                            "record " + count + " of those shown has no proof, nor have those after it");
                }
                verify(count, envelope, line, checkpoint);
                count++;
                envelope = line(records);
            }
            if (line(lines) != null) {
                throw new EvidenceException("there are more proofs than records");
            }
        }
        return count;
    }

    private static void verify(long number, byte[] envelope, byte[] line, Checkpoint checkpoint)
            throws EvidenceException {
        ObjectNode json = StrictJson.object("proof " + number, line);
        byte[] leaf = leafHash(envelope);
        long index = json.path("index").asLong(-1);
        List<byte[]> hashes = new ArrayList<>();
        try {
            for (JsonNode hash : json.path("hashes")) {
                hashes.add(hash.binaryValue());
            }
        } catch (IOException e) {
            throw new EvidenceException("proof " + number + " holds something that is not base64", e);
        }
        boolean holds = index >= 0
                && index < checkpoint.size()
                && json.path("id").asText().equals(HexFormat.of().formatHex(leaf))
                && hashes.stream().allMatch(hash -> hash != null && hash.length == leaf.length)
                && new InclusionProof(index, checkpoint.size(), hashes).verify(leaf, checkpoint.root());
        if (!holds) {
            throw new EvidenceException("the proof of record " + index + " does not hold");
        }
    }

    /** RFC 6962, section 2.1. */
    private static byte[] leafHash(byte[] entry) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) 0);
            return digest.digest(entry);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The next line without its end, or null. */
    @CheckForNull
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && line.size() == 0) {
                return null;
            }
            if (b < 0 || line.size() == MAX_LINE) {
                throw new EvidenceException("a line is cut off or too long to be a record or a proof");
            }
            line.write(b);
        }
        return line.toByteArray();
    }
}
