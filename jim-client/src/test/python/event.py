import json, socket, sys, threading, time

name, server = sys.argv[1], (sys.argv[2], int(sys.argv[3]))
sock = socket.create_connection(server)

def send(event, **fields):
    sock.send(json.dumps({"event": event, "time": time.time(), **fields}).encode())

def listen():
    while True:
        message = json.loads(sock.recv(1024))
        if message.get("event") == "message" and message["to"] == name:
            print(message["from"] + ": " + message["message_text"], flush=True)
        else:
            print("Wrong message:", message, flush=True)

send("presence", user={"account_name": name})
print("Server:", json.loads(sock.recv(1024))["response"], flush=True)
threading.Thread(target=listen, daemon=True).start()
for line in sys.stdin:
    to, text = line.rstrip("\n").split(" ", 1)
    send("message", **{"from": name, "to": to, "message_text": text})
send("exit", account_name=name)
