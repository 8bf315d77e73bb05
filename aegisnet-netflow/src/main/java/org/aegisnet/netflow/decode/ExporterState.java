package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.option.Neighbours;
import org.aegisnet.netflow.plan.DecodePlan;
import org.aegisnet.netflow.plan.PlanCompiler;
import org.aegisnet.netflow.retention.RetentionTable;
import org.aegisnet.netflow.retention.Standing;
import org.aegisnet.netflow.snapshot.DomainSnapshot;
import org.aegisnet.netflow.snapshot.ExporterSnapshot;
import org.aegisnet.netflow.template.TemplateCache;

/**
 * State of one exporter: its templates and its observation domains. A sender with a forged address can add to both. Templates and domains that
 * have brought flows are not removed in favour of such additions.
 */
final class ExporterState {
    /** Bytes of a template field with the step of the plan that decodes it. Measured at 50; an unknown element has a name of its own besides. */
    private static final int FIELD_BYTES = 100;

    /** Bytes of a domain, or of an exporter, of which nothing else is known. */
    private static final int EMPTY_BYTES = 600;

    private final DecoderSettings settings;
    private final OptionalLong samplingRateByHand;
    private final TemplateCache<DecodePlan> templates;
    private final RetentionTable<DomainKey, DomainState> domains;

    ExporterState(DecoderSettings settings, Exporter exporter) {
        this.settings = settings;
        this.samplingRateByHand = settings.rules().samplingRate(exporter);
        this.domains = new RetentionTable<>(settings.domainsPerExporter());
        this.templates = new TemplateCache<>(
                settings.templatesPerExporter(),
                settings.sessions()
                        ? Long.MAX_VALUE
                        : settings.templateLifetime().toMillis(),
                settings.sessions());
    }

    TemplateCache<DecodePlan> templates() {
        return templates;
    }

    /** Returns the state of an observation domain; a new domain gets an empty one. */
    DomainState domain(final DomainKey key) {
        return domains.find(key).orElseGet(() -> {
            DomainOptions options = new DomainOptions(
                    settings.optionsPerDomain(),
                    key.observationDomain(),
                    samplingRateByHand,
                    new SameExporter(key.version()));
            DomainState domain = new DomainState(key.version(), options);
            domains.put(key, domain);
            return domain;
        });
    }

    /** Forgets a domain while there are too many. Returns whether one was forgotten. */
    boolean forgetSurplusDomain() {
        return domains.removeOverflow().isPresent();
    }

    /** Forgets the domain that leaves next. Returns whether there was one. */
    boolean forgetDomain() {
        return domains.removeNext().isPresent();
    }

    /** Notes that data of a domain could be decoded. */
    void prove(final DomainKey key, final long nowMillis) {
        domains.prove(key, nowMillis);
    }

    /** Returns the approximate size of the state in bytes of memory. */
    long bytes() {
        long bytes = EMPTY_BYTES + templates.fields() * FIELD_BYTES;
        for (DomainState domain : domains.values()) {
            bytes += EMPTY_BYTES + domain.options().bytes();
        }
        return bytes;
    }

    ExporterSnapshot snapshot(final Exporter exporter, final Optional<Standing> standing) {
        List<DomainSnapshot> known = new ArrayList<>();
        for (RetentionTable.Entry<DomainKey, DomainState> entry : domains.inLeavingOrder()) {
            DomainOptions options = entry.value().options();
            if (options.ownBootMillis().isPresent() || !options.sampling().isEmpty()) {
                known.add(new DomainSnapshot(
                        entry.key().version(),
                        entry.key().observationDomain(),
                        options.ownBootMillis(),
                        options.sampling().all(),
                        entry.standing()));
            }
        }
        return new ExporterSnapshot(exporter, templates.all(), known, standing);
    }

    void restore(final ExporterSnapshot snapshot, final PlanCompiler compiler) {
        for (TemplateCache.Known known : snapshot.templates()) {
            DecodePlan plan = compiler.compile(known.template());
            templates.put(known.key(), known.template(), plan, known.sentMillis());
        }
        for (TemplateCache.Known known : snapshot.templates().reversed()) {
            known.standing().ifPresent(standing -> templates.restore(known.key(), standing));
        }
        for (DomainSnapshot known : snapshot.domains()) {
            DomainOptions options = domain(new DomainKey(known.version(), known.observationDomain()))
                    .options();
            known.bootMillis().ifPresent(options::learnBootMillis);
            known.samplingRates()
                    .forEach((scope, rates) ->
                            rates.forEach((id, rate) -> options.sampling().learn(scope, id, rate)));
        }
        for (DomainSnapshot known : snapshot.domains().reversed()) {
            known.standing()
                    .ifPresent(standing ->
                            domains.restore(new DomainKey(known.version(), known.observationDomain()), standing));
        }
        while (forgetSurplusDomain()) {
            // The snapshot is of a decoder with the same bounds; a damaged or foreign one may hold more.
        }
    }

    /** The domains of this exporter and of one version. */
    private final class SameExporter implements Neighbours {
        private final int version;

        private SameExporter(final int version) {
            this.version = version;
        }

        @Override
        public Iterable<DomainOptions> all() {
            List<DomainOptions> all = new ArrayList<>();
            for (RetentionTable.Entry<DomainKey, DomainState> entry : domains.inLeavingOrder()) {
                if (entry.key().version() == version) {
                    all.add(entry.value().options());
                }
            }
            return all;
        }

        @Override
        public Optional<DomainOptions> ofDomain(final long number) {
            DomainKey key = new DomainKey(version, number);
            boolean room = domains.size() < settings.domainsPerExporter();
            return room || domains.find(key).isPresent()
                    ? Optional.of(domain(key).options())
                    : Optional.empty();
        }
    }
}
