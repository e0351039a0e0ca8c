// Loaded before a service: says on its error output whom the process connects to, and which names it looks up.
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

const say = (what) => process.stderr.write(`WITNESS ${what}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...parameters) {
  const [options] = net._normalizeArgs(Array.isArray(parameters[0]) ? parameters[0] : parameters);
  say(options.path ? `socket ${options.path}` : `host ${options.host ?? 'localhost'}:${options.port}`);
  return connect.apply(this, parameters);
};

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const original = dns[name];
  dns[name] = (host, ...rest) => {
    if (!net.isIP(host)) say(`name ${host}`);
    return original(host, ...rest);
  };
}

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...parameters) {
  say('datagram');
  return send.apply(this, parameters);
};
