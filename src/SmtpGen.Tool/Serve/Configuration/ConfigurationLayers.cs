using SmtpGen.Server.Smtp;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>
/// What was said of the options: by the command line before the environment, before the file, before the defaults. What is
/// said of SMTP goes for LMTP, and as far as connections and TLS are concerned for POP3, where nothing is said of these.
/// </summary>
internal sealed class ConfigurationLayers
{
    private const string Smtp = nameof(ServeConfiguration.Smtp);
    private static readonly string[] s_heirs = [nameof(ServeConfiguration.Lmtp), nameof(ServeConfiguration.Pop3)];

    private readonly Dictionary<string, Setting> _settings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a layer before those there are.</summary>
    public void Add(IEnumerable<Setting> settings)
    {
        foreach (var setting in settings)
            _settings[setting.Key] = setting;
    }

    /// <summary>Adds the command line, whose options about SMTP are about mail in general.</summary>
    public void AddCommandLine(IEnumerable<Setting> settings)
    {
        foreach (var setting in settings)
        {
            _settings[setting.Key] = setting;
            foreach (var heir in Heirs(OptionSchema.Instance.Find(setting.Key)!))
                _settings[heir.Path] = setting with { Key = heir.Path };
        }
    }

    /// <summary>What was said of an option; null for nothing.</summary>
    public Setting? Find(string key) => _settings.GetValueOrDefault(key);

    /// <summary>The configuration that comes of it; its values are of the right types, but not validated.</summary>
    /// <exception cref="ToolException">A value is of the wrong type.</exception>
    public ServeConfiguration Build()
    {
        foreach (var setting in _settings.Values.ToList())
        {
            foreach (var heir in Heirs(OptionSchema.Instance.Find(setting.Key)!))
                _settings.TryAdd(heir.Path, setting with { Key = heir.Path });
        }

        var configuration = new ServeConfiguration();
        var problems = new List<string>();
        foreach (var key in OptionSchema.Instance.Keys)
        {
            if (!_settings.TryGetValue(key.Path, out var setting))
                continue;
            try
            {
                key.Set(configuration, setting.Values);
            }
            catch (FormatException exception)
            {
                // What a property says itself begins with its name.
                string name = key.Property.Name + " ";
                bool isNamed = exception.Message.StartsWith(name, StringComparison.Ordinal);
                problems.Add($"{setting.Source} {(isNamed ? exception.Message[name.Length..] : exception.Message)}");
            }
        }

        return problems.Count == 0 ? configuration : throw new ToolException(ToolExit.Usage, string.Join(" ", problems.Distinct()));
    }

    private static IEnumerable<OptionKey> Heirs(OptionKey key)
    {
        if (key.Section != Smtp || key.Local == nameof(SmtpServerOptions.Listen))
            yield break;
        foreach (string section in s_heirs)
        {
            bool isShared = section != nameof(ServeConfiguration.Pop3) || !key.Local.StartsWith("Protocol:", StringComparison.Ordinal)
                || key.Local == "Protocol:HostName";
            if (isShared && OptionSchema.Instance.Find($"{section}:{key.Local}") is { } heir)
                yield return heir;
        }
    }
}
