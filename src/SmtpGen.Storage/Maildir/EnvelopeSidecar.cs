using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SmtpGen.Storage;

/// <summary>
/// The envelope as a JSON file next to the message rather than as Return-Path and Delivered-To lines in it: the message
/// must come back octet by octet, signatures included.
/// </summary>
internal static class EnvelopeSidecar
{
    private static readonly EnvelopeJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>Writes and syncs the file; blocks.</summary>
    public static void Write(string path, MessageEnvelope envelope)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(envelope, s_json.MessageEnvelope);
        using FileStream file = SpoolFiles.CreateFile(path);
        RandomAccess.Write(file.SafeFileHandle, json, 0);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    /// <summary>The envelope, or null where another program delivered the message or the file was damaged.</summary>
    public static MessageEnvelope? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), s_json.MessageEnvelope);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(MessageEnvelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
