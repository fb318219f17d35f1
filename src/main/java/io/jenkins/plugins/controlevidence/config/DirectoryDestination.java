package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Destination;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.FileCopy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A directory that copies of checkpoints are put into, such as one of another machine. */
public final class DirectoryDestination extends CheckpointDestination {
    private final String path;

    /**
     * A directory on the controller.
     *
     * @param path absolute
     * @throws IllegalArgumentException if it is no absolute path
     */
    @DataBoundConstructor
    public DirectoryDestination(String path) {
        this.path = directory(Util.fixNull(path).strip()).toString();
    }

    private static Path directory(String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Messages.StoreDirectory_noPath(text), e);
        }
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(Messages.StoreDirectory_relative(text));
        }
        return path;
    }

    /**
     * The directory.
     *
     * @return absolute path on the controller
     */
    public String getPath() {
        return path;
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public Destination destination() {
        return new FileCopy(Path.of(path));
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("directory")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends Kind {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.DirectoryDestination_DisplayName();
        }
    }
}
