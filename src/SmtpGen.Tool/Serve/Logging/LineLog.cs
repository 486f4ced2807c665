using System.Globalization;
using SmtpGen.Server.Logging;

namespace SmtpGen.Tool.Serve.Logging;

/// <summary>Lines on their way to a writer, which may block or fail: nobody who adds one notices.</summary>
internal sealed class LineLog
{
    private readonly LogQueue<LogLine> _queue;
    private readonly TextWriter _writer;
    private readonly bool _isFile;

    public LineLog(TextWriter writer)
    {
        _writer = writer;
        _isFile = writer is LogFile;
        _queue = new LogQueue<LogLine>(Write, dropped => Write(LogLine.Of($"{dropped} {(dropped == 1 ? "line was" : "lines were")} dropped: nobody took them in time", isTimed: true)));
    }

    public void Add(LogLine line) => _queue.Add(line);

    public Task<bool> FlushAsync(TimeSpan time) => _queue.FlushAsync(time);

    private void Write(LogLine line)
    {
        string format = _isFile ? "yyyy-MM-dd HH:mm:ss " : line.IsTimed ? "HH:mm:ss " : "";
        string time = format.Length == 0 ? "" : line.Time.ToString(format, CultureInfo.InvariantCulture);
        _writer.WriteLine(time + line.Text);
        _writer.Flush();
    }
}
