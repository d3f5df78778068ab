/** The program: command line, one wiring class for the roles, the embedded broker, metrics, health, HTTP front. */
@NullMarked
package gaitkeeper.deploy;

import org.jspecify.annotations.NullMarked;
