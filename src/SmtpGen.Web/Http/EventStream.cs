using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace SmtpGen.Web.Http;

/// <summary>Sends events to a browser while it listens (HTML Living Standard, section 9.2, server-sent events).</summary>
internal sealed class EventStream
{
    private readonly HttpContext _context;

    private EventStream(HttpContext context) => _context = context;

    /// <summary>Begins the answer.</summary>
    public static async Task<EventStream> BeginAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        return new EventStream(context);
    }

    /// <summary>Sends an event; completes when the reader has room for it.</summary>
    public async Task SendAsync<T>(string name, T value, JsonTypeInfo<T> shape)
    {
        var body = _context.Response.BodyWriter;
        await body.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"event: {name}\ndata: {JsonSerializer.Serialize(value, shape)}\n\n"), _context.RequestAborted);
        await body.FlushAsync(_context.RequestAborted);
    }

    /// <summary>Says nothing, so that a connection that is gone is noticed.</summary>
    public async Task BeatAsync()
    {
        await _context.Response.BodyWriter.WriteAsync(": \n\n"u8.ToArray(), _context.RequestAborted);
        await _context.Response.BodyWriter.FlushAsync(_context.RequestAborted);
    }
}
