using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmtpGen.Storage;

/// <summary>
/// The envelope as a JSON file next to the message rather than as Return-Path and Delivered-To lines in it: the message
/// must come back octet by octet, signatures included. What lists say of the body is beside the envelope in it.
/// </summary>
internal static class EnvelopeSidecar
{
    private const string Subject = "subject";
    private const string Date = "date";
    private const string SizeInLines = "sizeInLines";

    /// <summary>Writes and syncs a new file; blocks.</summary>
    public static void Write(string path, MessageEnvelope envelope, MessageSummary? summary)
    {
        JsonObject file = JsonSerializer.SerializeToNode(envelope, EnvelopeJson.Indented.MessageEnvelope)!.AsObject();
        if (summary?.Subject is { } subject)
            file[Subject] = subject;
        if (summary?.Date is { } date)
            file[Date] = date;
        if (summary is not null)
            file[SizeInLines] = summary.SizeInLines;
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(file, EnvelopeJson.Indented.JsonObject);
        using FileStream stream = SpoolFiles.CreateFile(path);
        RandomAccess.Write(stream.SafeFileHandle, json, 0);
        DiskSync.File(stream.SafeFileHandle, path);
    }

    /// <summary>What the file says, or null where another program delivered the message or the file was damaged.</summary>
    public static SidecarContent? Read(string path)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(path)) is not JsonObject file)
                return null;
            AddRecipientsOfFirstFormat(file);
            return file.Deserialize(EnvelopeJson.Indented.MessageEnvelope) is { } envelope ? new(envelope, Summary(file)) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException
            or ArgumentException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    // Files of earlier versions have none.
    private static MessageSummary? Summary(JsonObject file) => file[SizeInLines] is { } size
        ? new MessageSummary(file[Subject]?.GetValue<string>(), file[Date]?.GetValue<string>(), size.GetValue<long>())
        : null;

    // The first format kept of each recipient the forward-path only, in a list of strings.
    private static void AddRecipientsOfFirstFormat(JsonObject file)
    {
        if (file.ContainsKey("recipients") || file["forwardPaths"] is not JsonArray paths)
            return;
        file["recipients"] = new JsonArray([.. paths.Select(path => (JsonNode)new JsonObject { ["forwardPath"] = path?.DeepClone() })]);
    }
}

/// <summary>What a sidecar holds.</summary>
/// <param name="Envelope">The message's envelope.</param>
/// <param name="Summary">What lists say of the body; null in files of earlier versions.</param>
internal sealed record SidecarContent(MessageEnvelope Envelope, MessageSummary? Summary);
