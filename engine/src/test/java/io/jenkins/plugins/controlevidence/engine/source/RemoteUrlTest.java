package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteUrlTest {
    private static final Path BASE = Path.of("/srv/clone");

    @ParameterizedTest
    @CsvSource({
        "https://github.com/org/repo, https://github.com/org/repo",
        "https://github.com/org/repo.git, https://github.com/org/repo",
        "https://github.com/org/repo.git/, https://github.com/org/repo",
        "https://GitHub.COM:443/Org/Repo.git, https://github.com/Org/Repo",
        "http://host:8080//org/repo, http://host:8080/org/repo",
        "https://ann@host/repo, https://host/repo",
        "https://ann:pass@host/repo, https://host/repo",
        "https://ann:p@ss@host/repo, https://host/repo",
        "https://host/repo.git?private_token=x&y=z, https://host/repo",
        "https://host/repo#fragment, https://host/repo",
        "https://host?token=x, https://host",
        "ssh://git@host:22/org/repo.git, ssh://host/org/repo",
        "ssh://git@host:2222/org/repo.git, ssh://host:2222/org/repo",
        "git@github.com:org/repo.git, ssh://github.com/org/repo",
        "github.com:org/repo, ssh://github.com/org/repo",
        "ann:pass@host:org/repo, ssh://host/org/repo",
        "git@[::1]:org/repo.git, ssh://[::1]/org/repo",
        "git@host:/srv/repo.git, ssh://host/srv/repo",
        "git@host:~ann/repo.git, ssh://host/~ann/repo",
        "git://host:9418/repo.git, git://host/repo",
        "file:///srv/git/repo.git, file:///srv/git/repo",
        "/srv/git/repo.git, file:///srv/git/repo",
        "/srv/work/.git, file:///srv/work",
        "../other, file:///srv/other",
        "'/srv/a b', file:///srv/a%20b",
        "https://host/a b/ü, https://host/a%20b/%C3%BC",
        "http::https://ann:pass@host/repo, https://host/repo",
    })
    void namesThePlaceAndNothingPrivate(String url, String name) {
        assertEquals(Optional.of(name), RemoteUrl.normalise(url, BASE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext::sh -c 'cat /tmp/x'",
                "https://",
                "https:///path",
                "https://a:b:c/x",
                "ssh://user:word/x",
                "",
                " "
            })
    void namesNoPlaceThatIsNone(String url) {
        assertEquals(Optional.empty(), RemoteUrl.normalise(url, BASE));
    }

    @Test
    void isTheSameWhenAppliedToItsOwnResult() {
        String once = RemoteUrl.normalise("git@Host:Org/a b.git", BASE).orElseThrow();
        assertEquals(Optional.of(once), RemoteUrl.normalise(once, BASE));
    }

    @Test
    void holdsNoLineBreaks() {
        assertFalse(RemoteUrl.normalise("https://host/a\nb", BASE).orElseThrow().contains("\n"));
    }
}
