using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace SmtpGen.Web.Http;

/// <summary>Sends events to a browser while it listens (HTML Living Standard, section 9.2, server-sent events).</summary>
internal sealed class EventStream
{
    private readonly HttpContext _context;

    private EventStream(HttpContext context) => _context = context;

    /// <summary>Begins the answer; a browser whose connection breaks asks again after two seconds.</summary>
    public static async Task<EventStream> BeginAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var stream = new EventStream(context);
        await stream.WriteAsync("retry: 2000\n\n");
        return stream;
    }

    /// <summary>Sends an event; completes when the reader has room for it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="json">What happened, without line ends.</param>
    public Task SendAsync(string name, string json) => WriteAsync($"event: {name}\ndata: {json}\n\n");

    /// <summary>Sends an event; completes when the reader has room for it.</summary>
    public Task SendAsync<T>(string name, T value, JsonTypeInfo<T> shape) => SendAsync(name, JsonSerializer.Serialize(value, shape));

    /// <summary>Says nothing, so that a connection that is gone is noticed.</summary>
    public Task BeatAsync() => WriteAsync(": still here\n\n");

    private async Task WriteAsync(string text)
    {
        await _context.Response.WriteAsync(text, _context.RequestAborted);
        await _context.Response.Body.FlushAsync(_context.RequestAborted);
    }
}
