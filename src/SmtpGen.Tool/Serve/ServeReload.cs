using SmtpGen.Mail;
using SmtpGen.Server;
using SmtpGen.Tool.Serve.Configuration;
using SmtpGen.Tool.Serve.Forwarding;
using SmtpGen.Tool.Serve.Logging;

namespace SmtpGen.Tool.Serve;

/// <summary>
/// What is served, and how SIGHUP changes it: the log is opened again, and users and configuration are read again. What
/// belongs to sessions changes for those that begin then; for the rest a line says that it needs a restart.
/// </summary>
internal sealed class ServeReload
{
    private readonly Lock _lock = new();
    private readonly Func<ServeConfiguration> _read;
    private readonly ServedProtocols _protocols;
    private readonly ServeForwarding? _forwarding;
    private readonly ServeLog _log;
    private Dictionary<OptionKey, IReadOnlyList<string>> _running;

    /// <param name="configuration">What is served first.</param>
    /// <param name="read">Reads the configuration again; throws <see cref="ToolException"/> where it is wrong.</param>
    /// <param name="protocols">Makes the sessions.</param>
    /// <param name="forwarding">Hands mail on; null where it stays.</param>
    /// <param name="log">Told of the change.</param>
    public ServeReload(
        ServeConfiguration configuration, Func<ServeConfiguration> read, ServedProtocols protocols, ServeForwarding? forwarding, ServeLog log)
    {
        (_read, _protocols, _forwarding, _log) = (read, protocols, forwarding, log);
        _running = Values(configuration);
        Served = [.. protocols.Of(configuration).Select(served => new ServedProtocol(served.Name, served.Options, new SwitchedSessions(served.Sessions)))];
    }

    /// <summary>The protocols that are served.</summary>
    public IReadOnlyList<ServedProtocol> Served { get; }

    /// <summary>Reads everything again. What is wrong leaves all as it was, and is told.</summary>
    public void Run()
    {
        lock (_lock)
        {
            _log.Reopen();
            try
            {
                Change(_read());
            }
            catch (Exception exception)
            {
                // Whatever it is: a signal's handler that throws ends the program.
                _log.Warn($"the configuration stays as it was: {exception.Message}");
            }
        }
    }

    private void Change(ServeConfiguration next)
    {
        var changed = OptionSchema.Instance.Keys.Where(key => !key.Get(next).SequenceEqual(_running[key])).ToList();
        var late = changed.Where(key => !BelongsToSessions(key) && !BelongsToForwarding(key, next)).ToList();
        foreach (var key in late)
            key.Set(next, _running[key]);

        // What goes with something that needs a restart needs one too.
        var problems = Sections(next).SelectMany(section => section.Validate()).ToList();
        if (problems.Count > 0)
        {
            _log.Warn($"the configuration stays as it was until a restart: {Names(changed)}");
            return;
        }

        // All of them before the first is switched: a file may be wrong by now.
        var made = _protocols.Of(next).ToList();
        var switchForwarding = next.Forward.IsOn ? _forwarding?.Prepare(next) : null;
        _running = Values(next);
        changed.RemoveAll(key => !IsServed(key));
        late.RemoveAll(key => !IsServed(key));
        foreach (var (served, protocol) in Served.Zip(made))
            served.Sessions.SwitchTo(protocol.Sessions);
        switchForwarding?.Invoke();
        _log.Say("configuration and users read again" + Told("; changed: ", changed.Except(late)));
        if (late.Count > 0)
            _log.Warn($"a restart is needed for {Names(late)}");
    }

    // Of a protocol that is not served, only that it should be is worth a word.
    private bool IsServed(OptionKey key) => key.Section is "" or nameof(ServeConfiguration.Forward) or nameof(ServeConfiguration.Events) || key.Local == nameof(ServerOptions.Listen)
        || Served.Any(served => served.Name.Equals(key.Section, StringComparison.OrdinalIgnoreCase));

    private static string Told(string before, IEnumerable<OptionKey> keys) => Names(keys) is { Length: > 0 } names ? before + names : "";

    private static string Names(IEnumerable<OptionKey> keys) => string.Join(", ", keys.Select(key => key.Path));

    private static IEnumerable<ServerOptions> Sections(ServeConfiguration configuration)
    {
        yield return configuration.Smtp;
        if (configuration.ServesLmtp)
            yield return configuration.Lmtp;
        if (configuration.ServesPop3)
            yield return configuration.Pop3;
    }

    // Not to the listeners and their connections, which are made once, nor to the store and the log.
    private static bool BelongsToSessions(OptionKey key) => key.Owners.Count switch
    {
        0 => key.Property.Name is nameof(ServeConfiguration.Language) or nameof(ServeConfiguration.Trace) or nameof(ServeConfiguration.Verbose)
            or nameof(ServeConfiguration.Pop3Domains),
        1 => key.Property.DeclaringType == typeof(MailServerOptions),
        _ => key.Owners[1].Name != nameof(ServerOptions.Tls),
    };

    // Not whether mail is handed on at all, nor by how many at a time.
    private bool BelongsToForwarding(OptionKey key, ServeConfiguration next) => key.Section == nameof(ServeConfiguration.Forward)
        && key.Property.Name != nameof(ForwardOptions.Parallelism) && next.Forward.IsOn && _forwarding is not null;

    private static Dictionary<OptionKey, IReadOnlyList<string>> Values(ServeConfiguration configuration) =>
        OptionSchema.Instance.Keys.ToDictionary(key => key, key => key.Get(configuration));
}
