using SmtpGen.Mail;

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
    private int _layer;

    /// <summary>Adds a layer before those there are.</summary>
    public void Add(IEnumerable<Setting> settings)
    {
        _layer++;
        foreach (var setting in settings)
            _settings[setting.Key] = setting with { Layer = _layer };
    }

    /// <summary>Adds the command line, whose options about SMTP are about mail in general.</summary>
    public void AddCommandLine(IEnumerable<Setting> settings)
    {
        _layer++;
        foreach (var setting in settings)
        {
            _settings[setting.Key] = setting with { Layer = _layer };
            foreach (var heir in Heirs(OptionSchema.Instance.Find(setting.Key)!))
                _settings[heir.Path] = setting with { Key = heir.Path, Layer = _layer };
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
        foreach (var layer in OptionSchema.Instance.Keys.Where(key => _settings.ContainsKey(key.Path)).GroupBy(key => _settings[key.Path].Layer).OrderBy(layer => layer.Key))
        {
            // An option may stand for others, so that setting it changes them: what was said of these themselves counts.
            Set(configuration, layer, problems);
            Set(configuration, layer.Where(key => !key.Get(configuration).SequenceEqual(_settings[key.Path].Values)), problems);
        }

        return problems.Count == 0 ? configuration : throw new ToolException(ToolExit.Usage, string.Join(" ", problems.Distinct()));
    }

    private void Set(ServeConfiguration configuration, IEnumerable<OptionKey> keys, List<string> problems)
    {
        foreach (var key in keys)
        {
            var setting = _settings[key.Path];
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
