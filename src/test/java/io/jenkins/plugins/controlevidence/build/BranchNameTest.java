package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The branch is what the settings say, else what the build says, else what is checked out. */
class BranchNameTest {
    @ParameterizedTest
    @CsvSource({
        "given, pr, origin/main, local, given",
        ", PR-12, origin/main, local, PR-12",
        ", , origin/main, local, main",
        ", , refs/remotes/origin/feature/x, , feature/x",
        ", , refs/heads/main, , main",
        ", , , local, local"
    })
    void mostTellingNameWins(
            @CheckForNull String given, String branchName, String gitBranch, String checkedOut, String expected) {
        EnvVars environment = new EnvVars();
        if (branchName != null) {
            environment.put("BRANCH_NAME", branchName);
        }
        if (gitBranch != null) {
            environment.put("GIT_BRANCH", gitBranch);
        }

        assertThat(BranchName.of(given, environment, checkedOut), is(Optional.of(expected)));
    }

    @Test
    void detachedHeadHasNoNameUnlessSomebodySaysIt() {
        assertThat(BranchName.of(null, new EnvVars(), null), is(Optional.empty()));
    }
}
