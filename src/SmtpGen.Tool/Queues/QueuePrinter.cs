using System.Globalization;
using SmtpGen.Storage;
using SmtpGen.Tool.Json;
using SmtpGen.Tool.Listing;

namespace SmtpGen.Tool.Queues;

/// <summary>Prints queues and dead letters, for people or for programs.</summary>
/// <param name="output">Where to.</param>
/// <param name="asJson">Whether for programs.</param>
internal sealed class QueuePrinter(TextWriter output, bool asJson)
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss zzz";
    private const string Gap = "  ";

    public void Write(IReadOnlyList<QueueStatus> queues)
    {
        if (asJson)
        {
            foreach (var queue in queues)
                JsonLines.Write(output, QueueLine.Of(queue), ToolJson.Lines.QueueLine);
            return;
        }

        if (queues.Count == 0)
        {
            output.WriteLine("no queues");
            return;
        }

        int width = Math.Max("Queue".Length, queues.Max(queue => queue.Name.Length));
        WriteRow("Queue".PadRight(width), "Waiting", "Leased", "Dead");
        foreach (var queue in queues)
            WriteRow(queue.Name.PadRight(width), Number(queue.Waiting), Number(queue.Leased), Number(queue.Dead));
    }

    public async Task WriteAsync(IAsyncEnumerable<DeadLetter> letters)
    {
        int count = 0;
        await foreach (var letter in letters)
        {
            count++;
            if (asJson)
                JsonLines.Write(output, DeadLetterLine.Of(letter), ToolJson.Lines.DeadLetterLine);
            else
                WriteLetter(letter);
        }

        if (count == 0 && !asJson)
            await output.WriteLineAsync("no dead letters");
    }

    // The reason is a sentence, and a column would cut it.
    private void WriteLetter(DeadLetter letter)
    {
        var message = letter.Message;
        string attempts = letter.Attempts == 1 ? "1 attempt" : $"{Number(letter.Attempts)} attempts";
        string since = letter.Since.ToString(TimeFormat, CultureInfo.InvariantCulture);
        output.WriteLine(Printable.Line(
            $"{message.Id}{Gap}{since}{Gap}{attempts}{Gap}<{message.Envelope.ReversePath}> to {MessageText.Recipients([.. message.Envelope.ForwardPaths.Select(path => $"<{path}>")], new(0, IsCut: false))}"));
        output.WriteLine(Printable.Line($"{Gap}{letter.Reason}"));
    }

    private void WriteRow(string name, string waiting, string leased, string dead) =>
        output.WriteLine(string.Join(Gap, name, waiting.PadLeft(7), leased.PadLeft(6), dead.PadLeft(4)));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
