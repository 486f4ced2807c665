using System.Globalization;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Listing;

/// <summary>
/// Messages as rows that are written one by one, so that the first stands there before the last is read. On a terminal each is
/// one line, cut to fit; elsewhere nothing is cut.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="width">Columns of the terminal; null where the output is none.</param>
internal sealed class MessageTable(TextWriter output, int? width)
{
    private const string Gap = "  ";

    private TableLayout? _layout;

    public void Write(StoredMessage message)
    {
        // Another program may give files of a Maildir any name.
        string id = Printable.Line(width is null ? message.Id : MessageText.ShortId(message.Id));
        if (_layout is null)
        {
            // The newest comes first, and numbers only get smaller.
            _layout = TableLayout.For(width, id.Length);
            WriteRow("Id", "Received", "From", "To", "Size", "Subject");
        }

        WriteRow(
            id,
            width is null
                ? message.Envelope.ReceivedAt.ToString(_layout.TimeFormat, CultureInfo.InvariantCulture)
                : message.Envelope.ReceivedAt.ToLocalTime().ToString(_layout.TimeFormat, CultureInfo.InvariantCulture),
            $"<{message.Envelope.ReversePath}>",
            // Before they are measured: what acts unseen has no width of its own.
            MessageText.Recipients([.. message.Envelope.ForwardPaths.Select(Printable.Line)], _layout.To),
            width is null ? message.Size.ToString(CultureInfo.InvariantCulture) : MessageText.ShortSize(message.Size),
            MessageText.Subject(message) ?? "");
    }

    private void WriteRow(string id, string time, string from, string to, string size, string subject)
    {
        var layout = _layout!;
        string row = string.Join(
            Gap,
            CellText.Fit(id, layout.Id),
            CellText.Fit(time, layout.Time),
            CellText.Fit(Printable.Line(from), layout.From),
            CellText.Fit(to, layout.To),
            size.PadLeft(layout.Size),
            CellText.Fit(Printable.Line(subject), layout.Subject));
        output.WriteLine(row.TrimEnd(' '));
    }
}
