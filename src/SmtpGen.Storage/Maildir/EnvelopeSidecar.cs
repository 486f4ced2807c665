using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

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
    public static void Write(string path, ReceivedEnvelope envelope, BodySummary? summary)
    {
        JsonObject file = JsonSerializer.SerializeToNode(envelope, EnvelopeJsonContext.Indented.ReceivedEnvelope)!.AsObject();
        if (summary?.Subject is { } subject)
            file[Subject] = subject;
        if (summary?.Date is { } date)
            file[Date] = date;
        if (summary is not null)
            file[SizeInLines] = summary.SizeInLines;
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(file, EnvelopeJsonContext.Indented.JsonObject);
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
            return file.Deserialize(EnvelopeJsonContext.Indented.ReceivedEnvelope) is { } envelope ? new(envelope, Summary(file)) : null;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

    /// <summary>
    /// What a maildrop needs of the file, which is found several times faster than all of it; no recipients where it is damaged or
    /// gone.
    /// </summary>
    public static (SidecarVersion Version, string[] Recipients, long? SizeInLines) ReadForMaildrop(string path)
    {
        SidecarVersion version = default;
        byte[]? rented = null;
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            version = new SidecarVersion(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
            rented = ArrayPool<byte>.Shared.Rent((int)Math.Min(version.Length + 1, Array.MaxLength));
            int length = RandomAccess.Read(file, rented, 0);
            (string[] recipients, long? sizeInLines) = ParseForMaildrop(rented.AsMemory(0, length));
            return (version, recipients, sizeInLines);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return (version, [], null);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static (string[] Recipients, long? SizeInLines) ParseForMaildrop(ReadOnlyMemory<byte> json)
    {
        using JsonDocument file = JsonDocument.Parse(json);
        JsonElement root = file.RootElement;
        if (root.GetProperty("reversePath").GetString() is null)
            return ([], null);
        long? size = root.TryGetProperty(SizeInLines, out JsonElement lines) ? lines.GetInt64() : null;
        return root.TryGetProperty("recipients", out JsonElement recipients)
            ? ([.. recipients.EnumerateArray().Select(recipient => recipient.GetProperty("forwardPath").GetString()).OfType<string>()], size)
            : ([.. root.GetProperty("forwardPaths").EnumerateArray().Select(recipient => recipient.GetString()).OfType<string>()], size);
    }

    private static bool IsDamage(Exception exception)
        => exception is FileNotFoundException or DirectoryNotFoundException or JsonException or ArgumentException
            or InvalidOperationException or FormatException or KeyNotFoundException;

    // Files of earlier versions have none.
    private static BodySummary? Summary(JsonObject file) => file[SizeInLines] is { } size
        ? new BodySummary(file[Subject]?.GetValue<string>(), file[Date]?.GetValue<string>(), size.GetValue<long>())
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
internal sealed record SidecarContent(ReceivedEnvelope Envelope, BodySummary? Summary);
