package io.jenkins.plugins.controlevidence.engine.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** Finds commits by the names that a repository has for them: HEAD, branches, tags, revision expressions. */
final class References {
    /** Fewer refs than this are not worth a core of their own. */
    private static final int LEAST_OF_A_PART = 500;

    private final Repository repository;

    References(Repository repository) {
        this.repository = repository;
    }

    /** What HEAD points at; empty if it names a branch without a commit. */
    Optional<ObjectId> head() throws IOException {
        return Optional.ofNullable(repository.resolve(Constants.HEAD));
    }

    /** Short name of the branch that is checked out; empty with a detached head. */
    Optional<String> branch() throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        return head != null && head.isSymbolic() && head.getTarget().getName().startsWith(Constants.R_HEADS)
                ? Optional.of(shortName(head.getTarget().getName()))
                : Optional.empty();
    }

    /** The tip of a branch here, or of the one that was last fetched from origin. */
    ObjectId branchTip(String branch) throws IOException, SourceException {
        String name = shortName(branch);
        for (String prefix : List.of(Constants.R_HEADS, Constants.R_REMOTES + Constants.DEFAULT_REMOTE_NAME + "/")) {
            Ref ref = repository.exactRef(prefix + name);
            if (ref != null && ref.getObjectId() != null) {
                return ref.getObjectId();
            }
        }
        List<String> there = repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                .map(ref -> shortName(ref.getName()))
                .limit(5)
                .toList();
        throw new SourceException("there is no branch '" + name + "' here, nor at origin as last fetched; there is "
                + (there.isEmpty() ? "none at all" : String.join(", ", there)) + "; fetch the branch or name another");
    }

    /** Short names of the branches here and at origin, sorted. */
    List<String> branches() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (String prefix : List.of(Constants.R_HEADS, Constants.R_REMOTES + Constants.DEFAULT_REMOTE_NAME + "/")) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                if (ref.getObjectId() != null && !ref.isSymbolic()) {
                    names.add(ref.getName().substring(prefix.length()));
                }
            }
        }
        return List.copyOf(names);
    }

    static String shortName(String branch) {
        return branch.startsWith(Constants.R_HEADS) ? branch.substring(Constants.R_HEADS.length()) : branch;
    }

    /** Any branch's tip, always the same one; empty for a repository without a commit. */
    Optional<ObjectId> anyTip() throws IOException {
        return repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_REMOTES).stream()
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .map(Ref::getObjectId)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Full ids of the commits that all refs, HEAD and {@code head} point at, sorted. Reads on all cores. */
    List<String> tips(ObjectId head) throws IOException {
        Set<String> tips = new TreeSet<>();
        tips.add(head.name());
        head().map(AnyObjectId::name).ifPresent(tips::add);
        List<ObjectId> named = repository.getRefDatabase().getRefs().stream()
                .map(Ref::getObjectId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        int parts = Math.min(Runtime.getRuntime().availableProcessors(), 1 + named.size() / LEAST_OF_A_PART);
        try {
            IntStream.range(0, parts)
                    .parallel()
                    .mapToObj(part -> named.subList(named.size() * part / parts, named.size() * (part + 1) / parts))
                    .map(this::commits)
                    .toList() // in the order of the parts, when all are done
                    .forEach(tips::addAll);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return List.copyOf(tips);
    }

    private List<String> commits(List<ObjectId> named) {
        List<String> commits = new ArrayList<>();
        try (History history = new History(repository, Progress.NONE)) {
            for (ObjectId id : named) {
                history.peel(id).map(AnyObjectId::name).ifPresent(commits::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return commits;
    }

    /** One side of a range, or a revision by itself; HEAD if it is left out. */
    RevCommit revision(History history, String name, String range) throws SourceException, IOException {
        String wanted = name.isBlank() ? Constants.HEAD : name.strip();
        String place = "'" + wanted + "'" + (wanted.equals(range.strip()) ? "" : " in the range " + range);
        try {
            ObjectId id = repository.resolve(wanted);
            if (id == null || !history.has(id)) {
                throw new SourceException(place
                        + " is not known here; fetch it, with 'git fetch --unshallow' if the clone is" + " shallow");
            }
            return history.commit(id);
        } catch (IncorrectObjectTypeException e) {
            throw new SourceException(place + " is not a commit; name one", e);
        } catch (AmbiguousObjectException e) {
            throw new SourceException(place + " is the beginning of more than one id; write more of it", e);
        } catch (RevisionSyntaxException e) {
            throw new SourceException(place + " is not a revision; write a branch, a tag or an id", e);
        }
    }
}
