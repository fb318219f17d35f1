package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a head has that the last recorded commit has not.
 *
 * @param continuity how the head follows it
 * @param commits the first-parent commits that are new, newest first
 */
record Since(Continuity continuity, List<Commit> commits) {
    /** Finds out. Whether history goes on is proven by a path of parents, never assumed. */
    static Since of(History history, ObjectId head, @CheckForNull String base, boolean shallow) throws IOException {
        if (base == null) {
            return new Since(Continuity.FIRST, history.line(head, null).commits());
        }
        if (base.equals(head.name())) {
            return new Since(Continuity.UNCHANGED, List.of());
        }
        Continuity broken = shallow ? Continuity.UNKNOWN : Continuity.REWRITTEN;
        if (!ObjectId.isId(base) || !history.has(ObjectId.fromString(base))) {
            return new Since(broken, history.line(head, null).commits());
        }
        ObjectId last = ObjectId.fromString(base);
        History.Line line = history.line(head, last);
        if (line.reachedBase()) {
            return new Since(Continuity.CONTINUED, line.commits());
        }
        try {
            history.markOld(last);
        } catch (MissingObjectException e) {
            // Left over from a history that was replaced and has been collected in part: no way leads on from it.
            return new Since(broken, line.commits());
        }
        List<Commit> fresh =
                line.commits().stream().filter(c -> !history.isOld(c.id())).toList();
        return new Since(history.descends(head, last) ? Continuity.CONTINUED : broken, fresh);
    }
}
