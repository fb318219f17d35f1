/** Files within files: zip, jar, tar and gzip, and the cells of notebooks, read within bounds that a hostile one cannot exceed. */
package io.jenkins.plugins.controlevidence.engine.scan.secrets.archive;
