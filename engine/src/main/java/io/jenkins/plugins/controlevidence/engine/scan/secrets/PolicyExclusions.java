package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress.Suppression;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress.Suspect;
import io.jenkins.plugins.controlevidence.engine.source.Glob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the policy says is not to be reported. Immutable. */
final class PolicyExclusions implements Suppression {
    private final Map<IgnoredPath, Glob> ignored = new LinkedHashMap<>();

    PolicyExclusions(List<IgnoredPath> ignored) {
        ignored.forEach(path -> this.ignored.put(path, path.matcher()));
    }

    @Override
    @CheckForNull
    public String reason(Suspect suspect) {
        for (Map.Entry<IgnoredPath, Glob> path : ignored.entrySet()) {
            String rule = path.getKey().rule();
            if ((rule == null || rule.equals(suspect.rule()))
                    && (path.getValue().matches(suspect.path())
                            || path.getValue().matches(suspect.file()))) {
                return path.getKey().toString();
            }
        }
        return null;
    }
}
