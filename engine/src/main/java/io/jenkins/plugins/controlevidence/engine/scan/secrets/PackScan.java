package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Scans the repository's own packs whole, if that is less work than reading the wanted blobs one by one. */
final class PackScan {
    /** A blob read by itself costs about as much as four on the way through a pack. */
    private static final int WORTH = 4;

    private final Repository repository;
    private final SecretDetector detector;
    private final Progress progress;

    PackScan(Repository repository, SecretDetector detector, Progress progress) {
        this.repository = repository;
        this.detector = detector;
        this.progress = progress;
    }

    /**
     * Scans packs.
     *
     * @param wanted the blobs that must be scanned
     * @param hits takes what is found, also in blobs that are not wanted
     * @return those that are still to be scanned: loose, large, from another object store
     * @throws IOException if a pack is missing or broken
     * @throws InterruptedException if the thread is interrupted
     */
    List<ObjectId> scan(List<ObjectId> wanted, Map<ObjectId, List<BlobScanner.Hit>> hits)
            throws IOException, InterruptedException {
        List<ObjectId> left = wanted;
        if (repository.getObjectDatabase() instanceof ObjectDirectory objects) {
            for (Pack pack : objects.getPacks()) {
                long of = left.stream().filter(pack.getIndex()::hasObject).count();
                MappedPack mapped = of * WORTH < pack.getIndex().getObjectCount() / 4
                        ? null
                        : MappedPack.open(pack.getPackFile(), pack.getIndex());
                if (mapped != null) {
                    left = scan(mapped, left, hits);
                }
            }
        }
        return left;
    }

    private List<ObjectId> scan(MappedPack pack, List<ObjectId> wanted, Map<ObjectId, List<BlobScanner.Hit>> hits)
            throws IOException, InterruptedException {
        PackForest forest = new PackForest(pack, detector, hits::put);
        AtomicInteger done = new AtomicInteger();
        Parallel.forAll(forest.roots(), () -> {
            PackForest.Walker walker = forest.new Walker();
            return new Parallel.Worker() {
                @Override
                public void run(int index) throws IOException {
                    walker.run(index);
                    int now = done.incrementAndGet();
                    if (now % 1000 == 0 || now == forest.roots()) {
                        progress.update("secrets: reading the pack", now, forest.roots(), "files");
                    }
                }

                @Override
                public void close() {
                    walker.close();
                }
            };
        });
        List<ObjectId> left = new ArrayList<>();
        for (ObjectId blob : wanted) {
            if (!forest.has(blob)) {
                left.add(blob);
            }
        }
        return left;
    }
}
