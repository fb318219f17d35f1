package io.jenkins.plugins.controlevidence.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What levels below may decide, without a Jenkins. */
class PolicyChoiceTest {
    @Test
    void withNothingImposedARepositoryBringsItsOwnPolicyAndAnythingMayBeChosen() {
        assertNull(PolicyChoice.FREE.policyId());
        assertTrue(PolicyChoice.FREE.repositoryPolicyAllowed());
        assertTrue(PolicyChoice.FREE.mayChoose("any"));
    }

    @Test
    void anImposedPolicyShutsOutTheRepositorysOwnAndEveryOtherUnlessTheRuleSaysSo() {
        PolicyChoice imposed = PolicyChoice.FREE.below(rule("strict", false, false), "top");
        assertEquals("strict", imposed.policyId());
        assertFalse(imposed.repositoryPolicyAllowed());
        assertFalse(imposed.mayChoose("lax"));
        assertTrue(imposed.mayChoose("strict"));
    }

    @Test
    void aLevelBelowMayChooseWhereTheLevelAboveAllowsIt() {
        PolicyChoice choice =
                PolicyChoice.FREE.below(rule("strict", true, true), "top").below(rule("lax", true, false), "folder");
        assertEquals("lax", choice.policyId());
        assertEquals("folder", choice.setBy());
        assertTrue(choice.repositoryPolicyAllowed());
        assertFalse(choice.otherPoliciesAllowed());
    }

    @Test
    void aChoiceThatIsNotAllowedChangesNothing() {
        PolicyChoice above = PolicyChoice.FREE.below(rule("strict", false, false), "top");
        assertEquals(above, above.below(rule("lax", true, true), "job"));
    }

    @Test
    void aLevelWithoutARuleTakesWhatItFinds() {
        PolicyChoice above = PolicyChoice.FREE.below(rule("strict", true, true), "top");
        assertEquals(above, above.below(null, "folder"));
    }

    /** Whatever rules lie in between: who imposes a policy and allows nothing is never overruled from below. */
    @Test
    void noSequenceOfRulesBelowGetsRoundAStrictOne() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            PolicyChoice choice = PolicyChoice.FREE.below(rule("strict", false, false), "top");
            for (int level = random.nextInt(6); level > 0; level--) {
                String id = random.nextBoolean() ? "lax" : "strict";
                choice = choice.below(rule(id, random.nextBoolean(), random.nextBoolean()), "level " + level);
            }
            assertEquals("strict", choice.policyId(), "seed " + seed);
            assertFalse(choice.repositoryPolicyAllowed(), "seed " + seed);
            assertFalse(choice.otherPoliciesAllowed(), "seed " + seed);
        }
    }

    private static PolicyRule rule(String policy, boolean repository, boolean others) {
        PolicyRule rule = new PolicyRule(policy);
        rule.setRepositoryPolicyAllowed(repository);
        rule.setOtherPoliciesAllowed(others);
        return rule;
    }
}
