package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is whom, and who is a machine. */
class ActorTest {
    @Test
    void sameAddressOrAccountIsTheSamePersonWhateverTheName() {
        assertSame(actor("Ann", "ann@example.org", null), actor("A. Example", "Ann@Example.org", null));
        assertSame(actor("Ann", null, "ann"), actor("Dr Example", "other@example.org", "ANN"));
    }

    @Test
    void sameNameUnderAnotherAddressIsTakenForTheSamePerson() {
        assertSame(actor("Ann Example", "ann@work.example", null), actor("ann  example", "ann@home.example", null));
        assertSame(actor("Ann Example", "ann@work.example", "ann"), actor("Ann Example", "ann@home.example", null));
        assertSame(actor("Ann Example", null, null), actor("Ann Example", "ann@example.org", "ann"));
        assertSame(actor("Ren\u00e9e", null, null), actor("Rene\u0301e", null, null));
    }

    @Test
    void accountElsewhereMakesNobodyAnotherPerson() {
        assertSame(actor("Ann Example", null, "ann"), actor("Ann Example", "ann@example.org", "ann-example"));
        assertSame(
                actor("Ann Example", "ann@example.org", "ann"),
                actor("Ann Example", "7+ann-example@users.noreply.github.com", null));
    }

    @Test
    void oneNameWithTwoAddressesAndTwoAccountsIsTwoPeople() {
        assertDifferent(
                actor("John Smith", "j1@example.org", "jsmith"), actor("John Smith", "j2@example.org", "smithj"));
    }

    @Test
    void differentNamesAddressesAndAccountsAreDifferentPeople() {
        assertDifferent(actor("Ann", "ann@example.org", "ann"), actor("Ben", "ben@example.org", "ben"));
        assertDifferent(actor("Ann", null, null), actor("Ben", null, null));
        assertDifferent(actor("Ann", "", null), actor("Ben", "", null));
    }

    @Test
    void hiddenAddressOfGithubTellsTheAccount() {
        assertSame(
                actor("Ann", "1234+ann-example@users.noreply.github.com", null),
                actor("Somebody", "x@example.org", "Ann-Example"));
    }

    @ParameterizedTest
    @CsvSource({
        "renovate[bot],,",
        "Renovate,29139614+renovate[bot]@users.noreply.github.com,",
        "Dependabot,,dependabot[bot]",
        "GitHub,noreply@github.com,",
        "release,project_42_bot_0a1b@noreply.gitlab.example.org,",
        "release,,group_7_bot_ff",
        "deployer,,service_account_group_1_abc"
    })
    void wellKnownBotIsABotWhateverIsSaidOfIt(String name, @CheckForNull String email, @CheckForNull String account) {
        assertEquals(Actor.Type.BOT, new Actor(name, email, account, Actor.Type.PERSON).type());
    }

    @Test
    void hiddenAddressAloneMakesNobodyABot() {
        assertEquals(
                Actor.Type.PERSON,
                Actor.of(new Person("Ann", "1+ann@users.noreply.github.com")).type());
        assertEquals(Actor.Type.UNKNOWN, new Actor("Abbot", null, "abbot", null).type());
    }

    @Test
    void committerWithoutANameIsKnownByTheAddress() {
        assertEquals(
                "ann@example.org", Actor.of(new Person(" ", "ann@example.org")).name());
        assertEquals("nobody named", Actor.of(new Person("", "")).name());
        assertThrows(IllegalArgumentException.class, () -> actor(" ", null, null));
    }

    private static Actor actor(String name, @CheckForNull String email, @CheckForNull String account) {
        return new Actor(name, email, account, Actor.Type.PERSON);
    }

    private static void assertSame(Actor one, Actor other) {
        assertTrue(one.isSameAs(other) && other.isSameAs(one), one + " and " + other);
    }

    private static void assertDifferent(Actor one, Actor other) {
        assertFalse(one.isSameAs(other) || other.isSameAs(one), one + " and " + other);
    }
}
