using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmtpGen.Storage;

/// <summary>
/// The envelope as a JSON file next to the message rather than as Return-Path and Delivered-To lines in it: the message
/// must come back octet by octet, signatures included.
/// </summary>
internal static class EnvelopeSidecar
{
    /// <summary>Writes and syncs the file; blocks.</summary>
    public static void Write(string path, MessageEnvelope envelope)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(envelope, EnvelopeJson.Indented.MessageEnvelope);
        using FileStream file = SpoolFiles.CreateFile(path);
        RandomAccess.Write(file.SafeFileHandle, json, 0);
        DiskSync.File(file.SafeFileHandle, path);
    }

    /// <summary>The envelope, or null where another program delivered the message or the file was damaged.</summary>
    public static MessageEnvelope? Read(string path)
    {
        try
        {
            JsonNode? json = JsonNode.Parse(File.ReadAllBytes(path));
            if (json is JsonObject file)
                AddRecipientsOfFirstFormat(file);
            return json.Deserialize(EnvelopeJson.Indented.MessageEnvelope);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException
            or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // The first format kept of each recipient the forward-path only, in a list of strings.
    private static void AddRecipientsOfFirstFormat(JsonObject file)
    {
        if (file.ContainsKey("recipients") || file["forwardPaths"] is not JsonArray paths)
            return;
        file["recipients"] = new JsonArray([.. paths.Select(path => (JsonNode)new JsonObject { ["forwardPath"] = path?.DeepClone() })]);
    }
}
