package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.Witness;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Destination;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.FileCopy;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.GitCopy;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Publication;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Publication.Delivery;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.TimeStampAuthority;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.WebCopy;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.WitnessService;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code checkpoint}: prints the ledger's checkpoint, or shows it to others. */
@Command(
        name = "checkpoint",
        description =
                "Prints the store's signed checkpoint, or shows it to others, so that what they have seen cannot be changed"
                        + " or taken away unseen. Whoever could not be reached is asked again the next time: run it daily.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A token for the copies is taken from the environment variable CONTROL_EVIDENCE_COPY_TOKEN.",
            "Exit codes: 0 all have seen it, 2 somebody has not, 64 usage error.",
            "",
            "Example: control-evidence checkpoint --tsa https://tsa.example.com --tsa-certificate tsa.pem"
                    + " --copy git:https://git.example.com/audit/checkpoints.git#main"
        })
final class CheckpointCommand implements Callable<Integer> {
    private static final String TOKEN = "CONTROL_EVIDENCE_COPY_TOKEN";

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--tsa",
            paramLabel = "URL",
            description = "A time-stamping authority (RFC 3161) that countersigns the checkpoint. May be repeated.")
    private List<URI> authorities = List.of();

    @Option(
            names = "--tsa-certificate",
            paramLabel = "FILE",
            description =
                    "A certificate (PEM or DER) of the authorities, or of those who vouch for them. May be repeated.")
    private List<Path> authorityFiles = List.of();

    @Option(
            names = "--witness",
            paramLabel = "KEY,URL",
            description = "A witness (C2SP tlog-witness) that cosigns the checkpoint: its key, name+hash+key, and its"
                    + " submission prefix. May be repeated.")
    private List<String> witnesses = List.of();

    @Option(
            names = "--copy",
            paramLabel = "WHERE",
            description = "Where a copy is put: a directory, an http or https address (PUT), or git:ADDRESS#BRANCH."
                    + " May be repeated.")
    private List<String> copies = List.of();

    @Override
    public Integer call() throws Exception {
        List<Destination> destinations = destinations();
        if (destinations.isEmpty()) {
            try (Store opened = Store.openReadOnly(store.existing())) {
                spec.commandLine()
                        .getOut()
                        .print(new String(opened.ledger().checkpoint().toBytes(), StandardCharsets.UTF_8));
            }
            return ExitCode.GOOD;
        }
        try (Store opened = Store.open(store.existing())) {
            List<Delivery> deliveries = new Publication(opened, destinations).run();
            PrintWriter out = spec.commandLine().getOut();
            if (deliveries.isEmpty()) {
                out.println("The ledger is empty: there is nothing to show.");
            }
            deliveries.forEach(delivery -> out.println(text(delivery)));
            return deliveries.stream().allMatch(Delivery::complete) ? ExitCode.GOOD : ExitCode.UNKNOWN;
        }
    }

    private static String text(Delivery delivery) {
        String seen = delivery.shown() + (delivery.shown() == 1 ? " checkpoint" : " checkpoints");
        return delivery.problem()
                .map(problem -> "FAILED  " + Printable.of(delivery.destination()) + ": " + Printable.of(problem)
                        + (delivery.waiting() > 0 ? " Waiting: " + delivery.waiting() + "." : ""))
                .orElse("SHOWN   " + Printable.of(delivery.destination()) + ": " + seen);
    }

    private List<Destination> destinations() throws IOException {
        Set<X509Certificate> trusted = new HashSet<>();
        for (Path file : authorityFiles) {
            trusted.addAll(Certificates.read(file));
        }
        List<Destination> destinations = new ArrayList<>();
        try {
            authorities.forEach(authority -> destinations.add(new TimeStampAuthority(authority, trusted)));
            for (String witness : witnesses) {
                String[] parts = witness.split(",", 2);
                if (parts.length != 2) {
                    throw new IllegalArgumentException("--witness takes a key and an address, with a comma between");
                }
                destinations.add(new WitnessService(URI.create(parts[1]), Witness.parse(parts[0])));
            }
            copies.forEach(copy -> destinations.add(copy(copy, System.getenv(TOKEN))));
        } catch (IllegalArgumentException | EvidenceException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return destinations;
    }

    private static Destination copy(String where, @CheckForNull String token) {
        if (where.startsWith("git:")) {
            int branch = where.lastIndexOf('#');
            if (branch < 0) {
                throw new IllegalArgumentException("--copy git:ADDRESS#BRANCH lacks the branch");
            }
            return new GitCopy(
                    where.substring("git:".length(), branch),
                    where.substring(branch + 1),
                    token == null ? null : new UsernamePasswordCredentialsProvider("token", token));
        }
        return where.startsWith("http://") || where.startsWith("https://")
                ? new WebCopy(URI.create(where), token)
                : new FileCopy(Path.of(where));
    }
}
