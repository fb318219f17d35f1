package io.jenkins.plugins.controlevidence.collect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.User;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Users' API tokens. A token's value cannot change: a new value is a new token. Jenkins has no public way to list them, so that
 * they are read from the form in which it saves them.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class ApiTokens implements KnownCredential.Source {
    private static final Pattern TOKEN =
            Pattern.compile("<uuid>([0-9A-Za-z-]+)</uuid>.*?<creationDate>([^<]+)</creationDate>", Pattern.DOTALL);

    /** As XStream writes a date: the milliseconds are a number, not digits of a fraction. */
    private static final String DATE = "yyyy-MM-dd HH:mm:ss.S z";

    @Override
    public List<KnownCredential> all(FingerprintKey key) {
        List<KnownCredential> tokens = new ArrayList<>();
        for (User user : User.getAll()) {
            ApiTokenProperty property = user.getProperty(ApiTokenProperty.class);
            if (property != null) {
                Matcher token = TOKEN.matcher(Jenkins.XSTREAM2.toXML(property));
                while (token.find()) {
                    tokens.add(new KnownCredential(
                            "user " + user.getId() + "/" + token.group(1),
                            "api-token",
                            "user " + user.getId(),
                            time(token.group(2)),
                            null));
                }
            }
        }
        return tokens;
    }

    @CheckForNull
    private static Instant time(String saved) {
        try {
            return new SimpleDateFormat(DATE, Locale.ENGLISH).parse(saved).toInstant();
        } catch (ParseException e) {
            return null; // its age is not known, and the record says so
        }
    }
}
