/**
 * The whole system through its shipped entry point: real processes, a real broker, a real browser. Tests tagged {@code slow}
 * can be left out with {@code -DexcludedGroups=slow}.
 */
package gaitkeeper.e2e;
