using System.Text;
using System.Text.Json;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Reads a configuration in JSON, in which comments and commas at an end may stand.</summary>
/// <param name="path">The file, as errors name it.</param>
internal sealed class ConfigurationFile(string path)
{
    private readonly Dictionary<string, Setting> _settings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the file says, in its order.</summary>
    /// <exception cref="ToolException">It cannot be read, is not JSON, or names a key that there is not.</exception>
    public IReadOnlyList<Setting> Read()
    {
        byte[] octets = ReadOctets();
        var reader = new Utf8JsonReader(octets, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw Wrong(Place(octets, reader), "a configuration is an object: { \"Smtp\": { ... } }");
            ReadSection(ref reader, octets, "");
            reader.Read();
        }
        catch (JsonException exception)
        {
            string why = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw Wrong($"{path}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}", $"this is not JSON: {why}");
        }
        catch (InvalidOperationException)
        {
            throw Wrong(Place(octets, reader), "this is not text in UTF-8; save the file so");
        }

        return [.. _settings.Values];
    }

    private void ReadSection(ref Utf8JsonReader reader, byte[] octets, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = prefix + reader.GetString();
            string place = Place(octets, reader);
            reader.Read();
            if (OptionSchema.Instance.Find(key) is { } option)
                Add(new Setting(option.Path, ReadValue(ref reader, octets, option), $"{place}: {option.Path}"), place);
            else if (!OptionSchema.Instance.IsSection(key))
                throw Wrong(place, $"there is no option '{key}'; {OptionSchema.Instance.Suggest(key, known => known.Path)}");
            else if (reader.TokenType == JsonTokenType.StartObject)
                ReadSection(ref reader, octets, key + ":");
            else if (reader.TokenType != JsonTokenType.Null)
                throw Wrong(place, $"{key} is a section; write \"{key[(key.LastIndexOf(':') + 1)..]}\": {{ ... }}");
        }
    }

    private void Add(Setting setting, string place)
    {
        if (!_settings.TryAdd(setting.Key, setting))
            throw Wrong(place, $"{setting.Key} was set before; say it once");
    }

    private List<string> ReadValue(ref Utf8JsonReader reader, byte[] octets, OptionKey option)
    {
        var values = new List<string>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (reader.TokenType != JsonTokenType.Null)
                values.Add(ReadText(ref reader, octets, option));
            return values;
        }

        if (!option.IsList && !option.Property.PropertyType.IsEnum)
            throw Wrong(Place(octets, reader), $"{option.Path} has one value, not a list");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            values.Add(ReadText(ref reader, octets, option));
        return values;
    }

    private string ReadText(ref Utf8JsonReader reader, byte[] octets, OptionKey option) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw Wrong(Place(octets, reader), $"{option.Path} has a {(option.IsList ? "list of texts" : "single value")}, not this"),
    };

    private byte[] ReadOctets()
    {
        try
        {
            byte[] octets = File.ReadAllBytes(path);
            return octets.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? octets[Encoding.UTF8.Preamble.Length..] : octets;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ToolExit.Usage, $"--config {path}: {exception.Message.TrimEnd('.')}; name a file that can be read", exception);
        }
    }

    // Line and column, from 1.
    private string Place(byte[] octets, Utf8JsonReader reader)
    {
        var before = octets.AsSpan(0, (int)reader.TokenStartIndex);
        int line = before.Count((byte)'\n') + 1;
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return $"{path}:{line}:{column}";
    }

    private static ToolException Wrong(string place, string what) => new(ToolExit.Usage, $"{place}: {what}");
}
