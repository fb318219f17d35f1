package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import org.junit.jupiter.api.Test;

/** An agent gets a key of its repository, never the store's. */
class WrappedKeyTest {
    private final FingerprintKey store = FingerprintKey.of(new byte[FingerprintKey.LENGTH]);

    @Test
    void sameRepositoryHasTheSameKeyAndAnotherHasAnother() {
        String fingerprint =
                WrappedKey.of(store, "https://git.example.com/a").unwrap().fingerprint("x");

        assertThat(WrappedKey.of(store, "https://git.example.com/a").unwrap().fingerprint("x"), is(fingerprint));
        assertThat(WrappedKey.of(store, "https://git.example.com/b").unwrap().fingerprint("x"), is(not(fingerprint)));
        assertThat(store.fingerprint("x"), is(not(fingerprint)));
    }

    @Test
    void saysNothingOfTheKey() {
        assertThat(WrappedKey.of(store, "r").toString(), is("WrappedKey[hidden]"));
    }
}
