package io.jenkins.plugins.controlevidence.demo;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.Util;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.FreeStyleProject;
import hudson.model.TopLevelItem;
import hudson.tasks.BatchFile;
import hudson.tasks.Shell;
import io.jenkins.plugins.controlevidence.build.EvidencePublisher;
import io.jenkins.plugins.controlevidence.build.EvidenceWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.util.SystemProperties;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Makes the jobs and starts a build of each. Does nothing unless the system property {@value #PROPERTY} is set, as {@code mvn hpi:run}
 * does.
 */
@Restricted(NoExternalUse.class)
public final class Demo {
    /** Name of the property that switches it on. */
    static final String PROPERTY = "io.jenkins.plugins.controlevidence.demo";

    private static final Logger LOGGER = Logger.getLogger(Demo.class.getName());

    private static final String PIPELINE = "shop-pipeline";
    private static final String FREESTYLE = "shop-freestyle";

    private Demo() {}

    /** Makes what is not there yet. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void create() {
        if (!SystemProperties.getBoolean(PROPERTY) || Jenkins.get().getItem(FREESTYLE) != null) {
            return;
        }
        try {
            Path repository = Jenkins.get().getRootDir().toPath().resolve("control-evidence-demo");
            DemoRepository.create(repository);
            build(pipeline(repository));
            build(freestyle(repository));
            Jenkins.get()
                    .setSystemMessage(
                            "Control Evidence demo: open the last build of " + PIPELINE
                                    + " to see why its gate failed, then Control Evidence in the side panel for the control report.");
        } catch (IOException | GitAPIException e) {
            LOGGER.log(Level.WARNING, "The demo could not be made", e);
        }
    }

    private static String checkOut(Path repository) {
        return "git clone -q \"" + repository + "\" shop";
    }

    /** From XML, so that the plugin works where there is no Pipeline. */
    @CheckForNull
    private static TopLevelItem pipeline(Path repository) throws IOException {
        if (Jenkins.get().getPlugin("workflow-job") == null) {
            return null;
        }
        String shell = Functions.isWindows() ? "bat" : "sh";
        String script = """
                pipeline {
                    agent any
                    options { controlEvidence() }
                    stages {
                        stage('Check out') { steps { deleteDir()
                            SHELL '''CHECK OUT''' } }
                        stage('Scan') { steps { dir('shop') { evidenceScan family: 'secrets' } } }
                        stage('Gate') { steps { evidenceGate() } }
                        stage('Deploy') { steps { evidenceDeployment environment: 'production'
                            echo 'deployed' } }
                    }
                }
                """.replace("SHELL", shell).replace("CHECK OUT", checkOut(repository));
        String xml = """
                <flow-definition>
                  <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition">
                    <script>SCRIPT</script>
                    <sandbox>true</sandbox>
                  </definition>
                </flow-definition>
                """.replace("SCRIPT", Util.xmlEscape(script));
        return Jenkins.get()
                .createProjectFromXML(PIPELINE, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static TopLevelItem freestyle(Path repository) throws IOException {
        FreeStyleProject project = Jenkins.get().createProject(FreeStyleProject.class, FREESTYLE);
        String script = checkOut(repository);
        project.getBuildersList()
                .add(
                        Functions.isWindows()
                                ? new BatchFile("rmdir /s /q shop\n" + script)
                                : new Shell("rm -rf shop\n" + script));
        EvidenceWrapper wrapper = new EvidenceWrapper();
        wrapper.setDirectory("shop");
        project.getBuildWrappersList().add(wrapper);
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("shop");
        project.getPublishersList().add(publisher);
        project.save();
        return project;
    }

    private static void build(@CheckForNull TopLevelItem job) {
        if (job instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?> startable) {
            startable.scheduleBuild2(0);
        }
    }
}
