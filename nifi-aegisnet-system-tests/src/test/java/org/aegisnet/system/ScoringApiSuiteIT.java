package org.aegisnet.system;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * The test classes that share one scoring API, one after the other in one JVM. Failsafe runs each class by itself if it has several JVMs, and each would
 * start a NiFi of its own; {@code -Dit.test=PostgresHistoryIT} still runs one alone. DashboardIT expects a page without flows, and has a NiFi of its own.
 */
@Suite
@SelectClasses({
    ScoringApiIT.class,
    ScoringApiDefenceIT.class,
    PostgresHistoryIT.class,
    SyntheticFlowsIT.class,
    ScoringApiLoadIT.class
})
class ScoringApiSuiteIT {}
