package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.ConsoleLogFilter;
import hudson.console.LineTransformationOutputStream;
import hudson.model.Run;
import hudson.remoting.Channel;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Takes the credentials that scans have found out of a build's log. On the controller it knows at every line what has been found
 * by then; on an agent, where some steps write their log, what had been found when the step began. Neither knows the credentials,
 * only their fingerprints.
 */
@Restricted(NoExternalUse.class)
public final class FoundSecretsFilter extends ConsoleLogFilter implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String build;

    /** What is known on an agent; null on the controller, which asks the build. */
    @CheckForNull
    private final ArrayList<FoundSecrets> sent;

    /**
     * For a build's log.
     *
     * @param run the build
     */
    public FoundSecretsFilter(Run<?, ?> run) {
        this(run.getExternalizableId(), null);
    }

    private FoundSecretsFilter(String build, @CheckForNull ArrayList<FoundSecrets> sent) {
        this.build = build;
        this.sent = sent;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public OutputStream decorateLogger(@CheckForNull Run ignored, @NonNull OutputStream logger) {
        if (sent != null) {
            Redactor redactor = FoundSecrets.redactor(sent);
            return new Masking(logger, () -> redactor);
        }
        Run<?, ?> run = Run.fromExternalizableId(build);
        return run == null
                ? logger
                : new Masking(logger, () -> EvidenceAction.of(run).masking());
    }

    /** What goes to an agent takes along what is known; what goes into a file does not. */
    private Object writeReplace() {
        if (Channel.current() == null || sent != null) {
            return this;
        }
        Run<?, ?> run = Run.fromExternalizableId(build);
        return new FoundSecretsFilter(
                build, run == null ? new ArrayList<>() : EvidenceAction.of(run).found());
    }

    /** Lines without a credential pass byte for byte. */
    private static final class Masking extends LineTransformationOutputStream.Delegating {
        private final Supplier<Redactor> redactor;

        Masking(OutputStream logger, Supplier<Redactor> redactor) {
            super(logger);
            this.redactor = redactor;
        }

        @Override
        protected void eol(byte[] bytes, int length) throws IOException {
            String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
            String masked = redactor.get().redact(line);
            if (masked.equals(line)) {
                out.write(bytes, 0, length);
            } else {
                out.write(masked.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
