package io.jenkins.plugins.controlevidence.engine.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit to the repository that it reads. Left alone, JGit also reads the user's and the system's configuration, starts
 * {@code git} to find the latter, writes probe files into the git directory for seconds to measure the file system's clock,
 * and notes the result in the user's home.
 */
public final class JGitEnvironment {
    /** What JGit itself assumes where it cannot measure. Too coarse only costs a second look at young files. */
    private static final Duration CLOCK_OF_UNKNOWN_FILE_SYSTEM = Duration.ofSeconds(2);

    private JGitEnvironment() {}

    /**
     * Makes JGit read nothing but repositories, in this whole Java process. For programs in which nobody else uses JGit: within
     * Jenkins other plugins rely on the user's configuration, so it must not be called there.
     */
    public static void isolate() {
        SystemReader.setInstance(new SystemReader.Delegate(SystemReader.getInstance()) {
            @Override
            public FileBasedConfig openUserConfig(Config parent, FS fs) {
                return new NoConfig(parent, fs);
            }

            @Override
            public FileBasedConfig openSystemConfig(Config parent, FS fs) {
                return new NoConfig(parent, fs);
            }

            @Override
            public FileBasedConfig openJGitConfig(Config parent, FS fs) {
                return new NoConfig(parent, fs);
            }
        });
    }

    /** No file, and the clock of every file system known without measuring. */
    private static final class NoConfig extends FileBasedConfig {
        NoConfig(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // there is no file
        }

        @Override
        public void save() {
            // there is no file
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long defaultValue, TimeUnit wantUnit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                            && name.equals(ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION)
                    ? wantUnit.convert(CLOCK_OF_UNKNOWN_FILE_SYSTEM)
                    : super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
        }
    }
}
