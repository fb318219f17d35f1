package io.jenkins.plugins.controlevidence.publish;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Who has seen a checkpoint when. A memory, not evidence: without it, everybody is shown the newest one again. */
@Extension
@Restricted(NoExternalUse.class)
public final class PublicationState {
    private static final Logger LOGGER = Logger.getLogger(PublicationState.class.getName());

    /** A little less than a day: the look that comes a day after a publication is to find it due. */
    private static final Duration DUE = Duration.ofHours(23);

    /** By the destination's name. */
    private TreeMap<String, Seen> destinations = new TreeMap<>();

    /** When a destination last saw a checkpoint, or was first to be shown one, in milliseconds since 1970; and what has been wrong since. */
    private static final class Seen {
        final long since;

        @CheckForNull
        final String problem;

        Seen(long since, @CheckForNull String problem) {
            this.since = since;
            this.problem = problem;
        }
    }

    /** Reads what was known before Jenkins stopped. */
    public PublicationState() {
        XmlFile file = file();
        try {
            if (file.exists()) {
                file.unmarshal(this);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Who has seen a checkpoint cannot be read; everybody is shown it again", e);
        }
    }

    static PublicationState get() {
        return ExtensionList.lookupSingleton(PublicationState.class);
    }

    /** Whether a destination is to be shown the newest checkpoint. */
    synchronized boolean isDue(String name, Instant now) {
        Seen known = destinations.get(name);
        return known == null || known.problem != null || age(known, now).compareTo(DUE) > 0;
    }

    /** Notes that a destination has seen the newest checkpoint. */
    synchronized void seen(String name, Instant now) {
        destinations.put(name, new Seen(now.toEpochMilli(), null));
        save();
    }

    /** Notes that a destination could not be shown a checkpoint. */
    synchronized void failed(String name, Instant now, String problem) {
        Seen known = destinations.get(name);
        destinations.put(name, new Seen(known == null ? now.toEpochMilli() : known.since, problem));
        save();
    }

    /** Why a destination has not seen a checkpoint for longer than a time; empty if it has. */
    synchronized Optional<String> problem(String name, Duration time, Instant now) {
        Seen known = destinations.get(name);
        return known == null || known.problem == null || age(known, now).compareTo(time) <= 0
                ? Optional.empty()
                : Optional.of(known.problem);
    }

    private static Duration age(Seen known, Instant now) {
        return Duration.between(Instant.ofEpochMilli(known.since), now);
    }

    private void save() {
        try {
            file().write(this);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Who has seen a checkpoint cannot be saved", e);
        }
    }

    private static XmlFile file() {
        return new XmlFile(new File(Jenkins.get().getRootDir(), PublicationState.class.getName() + ".xml"));
    }
}
