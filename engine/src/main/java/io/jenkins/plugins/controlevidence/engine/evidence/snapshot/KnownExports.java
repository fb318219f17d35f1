package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The exports that can be read. */
final class KnownExports {
    /** All of them; the first that recognises an export reads it. */
    static final List<ExportFormat> ALL = Stream.of(
                    GitHubExports.FORMATS,
                    GitLabExports.FORMATS,
                    OktaExports.FORMATS,
                    AwsExports.FORMATS,
                    GoogleExports.FORMATS)
            .flatMap(List::stream)
            .toList();

    /** Where JSON may have accounts. */
    static final Set<String> LISTS = ALL.stream().map(ExportFormat::list).collect(Collectors.toUnmodifiableSet());

    private KnownExports() {}
}
