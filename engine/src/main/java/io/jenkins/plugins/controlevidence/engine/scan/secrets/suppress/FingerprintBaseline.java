package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code .control-evidence-baseline}: credentials that are known, one a line: its fingerprint, a blank, and why it is not to be
 * reported. Lines that begin with {@code #}, and empty ones, are for people. Fingerprints are those of one store.
 */
final class FingerprintBaseline implements Suppression {
    /** The file's name, in the root of the repository. */
    static final String FILE = ".control-evidence-baseline";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{16,64})\\s+(\\S.*)");

    private final Map<String, String> reasons;

    private FingerprintBaseline(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /**
     * Reads the file.
     *
     * @param content its bytes, UTF-8
     * @return what it suppresses
     * @throws IOException if a line is neither; names it
     */
    static FingerprintBaseline read(byte[] content) throws IOException {
        Map<String, String> reasons = new HashMap<>();
        int number = 0;
        for (String line : new String(content, StandardCharsets.UTF_8).split("\r?\n")) {
            number++;
            Matcher matcher = LINE.matcher(line.trim());
            if (matcher.matches()) {
                reasons.put(matcher.group(1), matcher.group(2));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IOException(FILE + ", line " + number + ": write a fingerprint, a blank and a reason");
            }
        }
        return new FingerprintBaseline(reasons);
    }

    @Override
    @CheckForNull
    public String reason(Suspect suspect) {
        String reason = reasons.get(suspect.fingerprint());
        return reason == null ? null : "baseline: " + reason;
    }
}
