package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/** Puts copies of checkpoints to a web server, one address for each: {@code PUT <address>/<name>}. */
public final class WebCopy implements Destination {
    private final URI address;

    @CheckForNull
    private final String token;

    /**
     * A web server.
     *
     * @param address http or https; the copy's name is appended to it
     * @param token a bearer token, or null; sent by https, or to this machine, only
     * @throws IllegalArgumentException if the address is none, holds a password, or would show the token to others
     */
    public WebCopy(URI address, @CheckForNull String token) {
        this.address = Web.checked(address);
        this.token = token;
        boolean confidential =
                "https".equals(address.getScheme()) || address.getHost().equals("127.0.0.1");
        if (token != null && !confidential) {
            throw new IllegalArgumentException(
                    "a token would be readable on its way to " + address + ": use an https address");
        }
    }

    @Override
    public String name() {
        return address.toString();
    }

    @Override
    public boolean answers() {
        return false;
    }

    @Override
    public Optional<Receipt> show(KeptCheckpoint checkpoint, Ledger ledger) throws IOException {
        HttpRequest.Builder request = Web.request(URI.create(
                        address.toString().replaceAll("/$", "") + "/" + CopyName.of(checkpoint.checkpoint())))
                .header("Content-Type", "text/plain; charset=utf-8")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(checkpoint.note()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        Web.Answer answer = Web.send(request.build());
        if (!answer.good()) {
            throw new StoreException(address + " answers " + answer.status() + " to a PUT."
                    + (answer.status() == 401 || answer.status() == 403
                            ? " Look whether the token may write there."
                            : ""));
        }
        return Optional.empty();
    }
}
