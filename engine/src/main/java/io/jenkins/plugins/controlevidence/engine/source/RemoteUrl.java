package io.jenkins.plugins.controlevidence.engine.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a remote's URL, in any of git's spellings, into a name that may be published: no user, no password, no query (tokens
 * are put there), no {@code .git}, no default port, a lower-case host.
 */
final class RemoteUrl {
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9]+::(.*)", Pattern.DOTALL);
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*).*", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]@\\s]*)(?::([0-9]*))?");
    private static final Pattern SCP = Pattern.compile("(?:[^/]*@)?(\\[[^\\]/]+]|[^:/@\\[\\]]+):(.*)", Pattern.DOTALL);
    private static final Pattern WINDOWS_DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*", Pattern.DOTALL);
    private static final Map<String, String> DEFAULT_PORTS =
            Map.of("ssh", "22", "http", "80", "https", "443", "git", "9418");
    private static final String URI_MARKS = "-._~!$&'()*+,;=:@/%[]";

    private RemoteUrl() {}

    /**
     * Normalises a URL.
     *
     * @param url as it stands in git's configuration
     * @param base the directory that relative paths start from
     * @return empty if it names no place that could be published, such as a command ({@code ext::…}) or a broken URL
     */
    static Optional<String> normalise(String url, Path base) {
        String text = url.strip();
        Matcher helper = HELPER.matcher(text);
        if (helper.matches()) {
            return helper.group(1).contains("://") ? normalise(helper.group(1), base) : Optional.empty();
        }
        Matcher full = URL.matcher(text);
        if (full.matches()) {
            return of(full.group(1).toLowerCase(Locale.ROOT), full.group(2), full.group(3));
        }
        Matcher scp = SCP.matcher(text);
        if (scp.matches() && !WINDOWS_DRIVE.matcher(text).matches()) {
            return of("ssh", scp.group(1), "/" + scp.group(2));
        }
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : of("file", "", base.resolve(text).normalize().toUri().getRawPath());
        } catch (InvalidPathException e) {
            return Optional.empty(); // no path of this machine, so no place that could be named
        }
    }

    private static Optional<String> of(String scheme, String authority, String path) {
        Matcher host = HOST.matcher(authority.substring(authority.lastIndexOf('@') + 1));
        if (!host.matches() || (host.group(1).isEmpty() && !scheme.equals("file"))) {
            return Optional.empty();
        }
        String port = host.group(2);
        boolean plain = port == null || port.isEmpty() || port.equals(DEFAULT_PORTS.get(scheme));
        return Optional.of(scheme + "://" + encode(host.group(1).toLowerCase(Locale.ROOT)) + (plain ? "" : ":" + port)
                + encode(trim(path)));
    }

    /** {@code //org/repo.git/} and {@code /org/repo/.git} both become {@code /org/repo}. */
    private static String trim(String path) {
        String trimmed = path.replaceFirst("^/+", "/").replaceFirst("/+$", "");
        if (trimmed.endsWith(".git")) {
            trimmed = trimmed.substring(0, trimmed.length() - ".git".length());
        }
        return trimmed.replaceFirst("/+$", "");
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || URI_MARKS.indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
